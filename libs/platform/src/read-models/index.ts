export { type OrderAnswer, OrderBook } from './order-book.js';
export {
  type ParkedDocumentDto,
  type ReadModelDto,
  type RebuildDto,
  type RetriedDto,
} from './read-model.dto.js';
export { isUnderWay, type RebuildReport, RebuildReports } from './rebuild-reports.js';
