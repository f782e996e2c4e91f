import { type ProblemDefinition } from '#platform';
import { type SubjectErrorCode } from '../domain/errors.js';

/** What each broken rule about subjects answers. */
export const SUBJECT_PROBLEMS: Readonly<Record<SubjectErrorCode, ProblemDefinition>> = {
  'subject.already-merged': {
    status: 409,
    title: {
      vi: 'Hồ sơ này đã được nhập vào hồ sơ {into}',
      en: 'This record is merged into the record {into} already',
    },
  },
  'subject.already-registered': {
    status: 409,
    title: {
      vi: 'Người hoặc pháp nhân này đã được ghi nhận',
      en: 'This person or legal entity is registered already',
    },
  },
  'subject.contact-empty': {
    status: 422,
    title: {
      vi: 'Liên hệ phải có số điện thoại, thư điện tử hoặc địa chỉ: {field}',
      en: 'A contact needs a telephone number, an e-mail address or an address: {field}',
    },
  },
  'subject.date-in-future': {
    status: 422,
    title: {
      vi: 'Ngày này ở sau hôm nay ({today}): {field}',
      en: 'This day lies after today ({today}): {field}',
    },
  },
  'subject.erased': {
    status: 409,
    title: {
      vi: 'Dữ liệu cá nhân của người hoặc pháp nhân này đã được xóa',
      en: 'The personal data of this person or legal entity was erased',
    },
  },
  'subject.erasure-unfinished': {
    status: 409,
    title: {
      vi: 'Quyết định xóa đã được ghi và các khóa đã bị hủy, nhưng mô hình đọc còn giữ tên vì không đọc được hồ sơ {id} từ bản {revision}: người quản trị phải thử lại luồng bị gác lại, rồi gửi lại chính yêu cầu này để hoàn tất',
      en: 'The erasure is recorded and its keys are destroyed, but a read model still holds the name, as it could not take in the record {id} from revision {revision} on: an administrator has to retry the parked document, then this same request finishes it',
    },
  },
  'subject.field-not-of-kind': {
    status: 422,
    title: {
      vi: 'Loại {kind} không có trường này: {field}',
      en: 'A subject of the kind {kind} does not have this field: {field}',
    },
  },
  'subject.holds-merged': {
    status: 409,
    title: {
      vi: 'Hồ sơ kia đang đại diện cho {merged}: hãy nhập hồ sơ này vào hồ sơ kia, hoặc tách lại trước',
      en: 'The other record stands for {merged}: merge this one into it, or take that back first',
    },
  },
  'subject.letting-go-unknown': {
    status: 422,
    title: {
      vi: 'lettingGo: không phải nội dung nói về cả người khác: {events}',
      en: 'lettingGo names what is no text about others too: {events}',
    },
  },
  'subject.merge-of-another-kind': {
    status: 422,
    title: {
      vi: 'Không thể nhập hồ sơ của người với hồ sơ của pháp nhân',
      en: 'A record of a person is not merged with one of a legal entity',
    },
  },
  'subject.merge-relied-on': {
    status: 409,
    title: {
      vi: 'Không tách lại được nữa: hồ sơ đã được sửa từ {on}',
      en: 'This cannot be taken back any more: the record was changed on {on}',
    },
  },
  'subject.merged': {
    status: 409,
    title: {
      vi: 'Hồ sơ này đã được nhập vào {into} và chỉ còn để xem',
      en: 'This record is merged into {into}, and only to be read',
    },
  },
  'subject.merged-with-itself': {
    status: 422,
    title: {
      vi: 'Không thể nhập một hồ sơ vào chính nó',
      en: 'A record is not merged with itself',
    },
  },
  'subject.not-merged': {
    status: 409,
    title: {
      vi: 'Hồ sơ này không đại diện cho hồ sơ {id}',
      en: 'This record does not stand for the record {id}',
    },
  },
  'subject.other-unknown': {
    status: 422,
    title: {
      vi: 'Không có người hoặc pháp nhân nào mang mã {id}',
      en: 'There is no person or legal entity with the id {id}',
    },
  },
  'subject.in-running-case': {
    status: 409,
    title: {
      vi: 'Chưa xóa được: vụ việc đang giải quyết còn nêu người này: {cases}',
      en: 'This cannot be erased yet: a running case names the person: {cases}',
    },
  },
  'subject.minor-contradicts-birth-date': {
    status: 422,
    title: {
      vi: 'Thông tin đã hay chưa đủ 18 tuổi không khớp với ngày sinh',
      en: 'Whether the person is under 18 does not agree with the birth date',
    },
  },
  'subject.name-required': {
    status: 422,
    title: {
      vi: 'Phải có họ tên hoặc tên gọi',
      en: 'A name is required',
    },
  },
  'subject.not-registered': {
    status: 404,
    title: {
      vi: 'Không tìm thấy người hoặc pháp nhân này',
      en: 'There is no such person or legal entity',
    },
  },
  'subject.province-unknown': {
    status: 422,
    title: {
      vi: 'Không có tỉnh, thành phố nào mang mã {province}',
      en: 'There is no province with the code {province}',
    },
  },
  'subject.reason-required': {
    status: 422,
    title: {
      vi: 'Phải nêu lý do sửa thông tin',
      en: 'A correction needs a reason',
    },
  },
  'subject.records-unerased': {
    status: 409,
    title: {
      vi: 'Hãy xóa trước các bản ghi khác của cùng người này: {records}',
      en: 'Erase the other records of the same person first: {records}',
    },
  },
  'subject.texts-shared': {
    status: 409,
    title: {
      vi: 'Còn {count} nội dung nói về cả người khác, ở {where}: hãy đính chính bằng bản đã lược bỏ, hoặc ghi rõ là chấp nhận mất',
      en: 'Texts about others too: {count}, in {where}. Correct them to a redacted version, or say that they may go',
    },
  },
};
