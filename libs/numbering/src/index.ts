export { REGISTER_CATEGORY, registerCodec } from './events.codec.js';
export { type TakenNumber } from './domain/register.js';
export { NumberRegister, type NumberRequest, type NumberSeries, registerStream } from './number-register.js';
export { numbering } from './descriptor.js';
