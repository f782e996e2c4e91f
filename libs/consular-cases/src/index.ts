export { AttachDocument } from './handlers/attach-document.handler.js';
export { ConsularCasesModule } from './consular-cases.module.js';
export { ChangeConsularCase } from './handlers/consular-case.handler.js';
export { consularCases } from './descriptor.js';
export { consularCaseCodec } from './stored/events.codec.js';
export { CaseCommands } from './http/case-commands.js';
export { OpenCase } from './handlers/intake.handler.js';
