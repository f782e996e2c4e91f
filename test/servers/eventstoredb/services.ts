import {
  type handleUnaryCall,
  type Metadata,
  type Server,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc, { type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { append, harshDelete, softDelete } from './append.js';
import { batchAppend } from './batch-append.js';
import { fail, read } from './read.js';
import { type ServerState } from './server-state.js';
import { noCredentials, type Refusal, unknown, wrongCredentials } from './statuses.js';
import { subscribe } from './subscription.js';
import { type ReadCall } from './wire.js';

/** User and password that a secured server wants. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface ServiceOptions {
  /** The server as it is now: it may have been restarted. */
  readonly state: () => ServerState;
  readonly credentials?: Credentials;
}

/** The calls of the protocol that the client makes. */
export function addServices(server: Server, { state, credentials }: ServiceOptions): void {
  const denied = (metadata: Metadata): Refusal | null => judge(metadata, credentials);
  const streams: IStreamsServer = {
    read: (call) => {
      state().control.count('read');
      const refusal = denied(call.metadata);
      if (refusal) fail(call, refusal);
      else void serveRead(state(), call);
    },
    append: (call, answer) => {
      state().control.count('append');
      const refusal = denied(call.metadata);
      if (refusal) answer(refusal);
      else append(state(), call, answer);
    },
    batchAppend: (call) => {
      state().control.count('batchAppend');
      const refusal = denied(call.metadata);
      if (refusal) call.emit('error', { ...refusal, metadata: undefined });
      else batchAppend(state(), call);
    },
    delete: (call, answer) => softDelete(state(), call, answer),
    tombstone: (call, answer) => harshDelete(state(), call, answer),
  };
  server.addService(streamsGrpc.StreamsService, streams);
  server.addService(featuresGrpc.ServerFeaturesService, serverFeatures(state));
  server.addService(gossipGrpc.GossipService, gossipOf(state));
}

async function serveRead(state: ServerState, call: ReadCall): Promise<void> {
  const { control } = state;
  const gone = new AbortController();
  control.openReads += 1;
  const left = (): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    control.openReads -= 1;
  };
  call.on('cancelled', left);
  call.on('close', left);
  call.on('finish', left);
  try {
    const isSubscription = call.request.getOptions()?.hasSubscription() ?? false;
    await (isSubscription ? subscribe(state, call, gone.signal) : read(state, call, gone.signal));
  } catch (error) {
    if (!gone.signal.aborted) fail(call, unknown(String(error)));
  }
}

function judge(metadata: Metadata, credentials: Credentials | undefined): Refusal | null {
  if (!credentials) return null;
  const given = metadata.get('authorization')[0]?.toString();
  if (given === undefined) return noCredentials();
  const wanted = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return given === `Basic ${wanted}` ? null : wrongCredentials();
}

const METHODS: readonly [method: string, ...features: string[]][] = [
  ['append'],
  ['batchappend', 'deadline_duration'],
  ['read', 'position', 'events'],
  ['delete'],
  ['tombstone'],
];

function serverFeatures(state: () => ServerState): UntypedServiceImplementation {
  const answer: handleUnaryCall<unknown, unknown> = (_call, reply) => {
    const { control } = state();
    control.count('features');
    const supported = new features.SupportedMethods().setEventStoreServerVersion(control.version);
    for (const [name, ...abilities] of METHODS) {
      const method = new features.SupportedMethod().setMethodName(name);
      supported.addMethods(
        method.setServiceName('event_store.client.streams.streams').setFeaturesList(abilities),
      );
    }
    reply(null, supported);
  };
  return { getSupportedMethods: answer };
}

const LEADER = 8;

function gossipOf(state: () => ServerState): UntypedServiceImplementation {
  const answer: handleUnaryCall<unknown, unknown> = (_call, reply) => {
    const { host, port } = state().leader();
    const member = new gossip.MemberInfo();
    member.setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000002'));
    member.setTimeStamp(String(Date.now())).setState(LEADER).setIsAlive(true);
    member.setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
    reply(null, new gossip.ClusterInfo().setMembersList([member]));
  };
  return { read: answer };
}
