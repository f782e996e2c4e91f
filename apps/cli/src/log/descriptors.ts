import { categoryOf, type KeyStore, type StreamName } from '#event-sourcing';
import { type ModuleDescriptor, type StreamDescriptor } from '#platform';

type Modules = readonly ModuleDescriptor[];

/** Every stream type that the modules know. */
export const streamTypes = (modules: Modules): readonly StreamDescriptor[] =>
  modules.flatMap(({ streams }) => streams);

/** What the modules know of a stream's category. */
export const descriptorOf = (modules: Modules, stream: StreamName): StreamDescriptor | undefined =>
  streamTypes(modules).find(({ category }) => category === categoryOf(stream));

/** For programs that open nothing personal: every key counts as destroyed, and none can be made. */
export const noKeys: KeyStore = {
  keyFor: () => Promise.reject(new Error('this program seals nothing')),
  find: () => Promise.resolve(null),
  sharesOf: () => Promise.resolve([]),
  destroy: () => Promise.reject(new Error('this program destroys nothing')),
  digest: () => Promise.reject(new Error('this program digests nothing')),
  close: () => Promise.resolve(),
};
