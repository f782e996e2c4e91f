import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import * as dto from './archive.dto.js';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as bodies from './examples/archive.js';

/** The end of a file: weeded, kept for a time, in the archive. // G-9, G-10, domain rules */
@ApiController('consular-cases')
export class ArchiveController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'close-file',
    'Close the file of a settled case: duplicates and drafts are taken out, and it is set how long it is kept (G-9). Re-opening the case opens the file again',
    bodies.CLOSE_FILE,
    [
      'consular-case.file-already-closed',
      'consular-case.file-not-weeded',
      'consular-case.retention-not-for-kind',
    ],
  )
  closeFile(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.CloseFileDto) {
    return this.commands.change(request, id, 'CloseFile', body);
  }

  @CaseCommand(
    'hand-over-to-archive',
    'Record that the archive has the closed file: within a year of the settling (G-10, T-25)',
    bodies.HAND_OVER_TO_ARCHIVE,
    ['consular-case.field-required', 'consular-case.file-already-in-archive', 'consular-case.file-destroyed'],
  )
  handOverToArchive(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.HandOverToArchiveDto,
  ) {
    return this.commands.change(request, id, 'HandOverToArchive', body);
  }
}
