import { type ModuleDescriptor } from '#platform';
import { REGISTER_CATEGORY, registerCodec } from './events.codec.js';

/** What the programs know of the number registers. */
export const numbering: ModuleDescriptor = {
  name: 'numbering',
  streams: [{ category: REGISTER_CATEGORY, codec: registerCodec }],
};
