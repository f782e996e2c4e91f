export { subjects } from './descriptor.js';
export { Erasures } from './handlers/erasures.js';
export { subjectCodec } from './stored/events.codec.js';
export { correctSubjectDetails, registerSubject } from './http/subject-commands.js';
export { CorrectSubjectDetailsDto, RegisterSubjectDto } from './http/subject-input.dto.js';
export { HandleSubjectCommand } from './handlers/subject.handler.js';
export { SubjectsModule } from './subjects.module.js';
