export { type OrderAnswer, OrderBook } from './order-book.js';
export {
  type ParkedDocumentDto,
  type ReadModelDto,
  type RebuildDto,
  type RetriedDto,
} from './read-model.dto.js';
export { ReadModels, type ReadModelStatus, type Retried, type ShownParked } from './read-models.js';
export { isUnderWay, type RebuildReport, RebuildReports } from './rebuild-reports.js';
