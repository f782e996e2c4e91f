export { subjects } from './descriptor.js';
export { Erasures } from './erasures.js';
export { subjectCodec } from './events.codec.js';
export { correctSubjectDetails, registerSubject } from './http/subject-commands.js';
export { CorrectSubjectDetailsDto, RegisterSubjectDto } from './http/subject-input.dto.js';
export { HandleSubjectCommand } from './subject.handler.js';
export { SubjectsModule } from './subjects.module.js';
