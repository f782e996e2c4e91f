export { AttachDocument } from './attach-document.handler.js';
export { ConsularCasesModule } from './consular-cases.module.js';
export { ChangeConsularCase } from './consular-case.handler.js';
export { consularCases } from './descriptor.js';
export { consularCaseCodec } from './events.codec.js';
export { CaseCommands } from './http/case-commands.js';
export { OpenCase } from './intake.handler.js';
