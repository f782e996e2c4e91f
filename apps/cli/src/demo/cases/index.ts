import { type Story } from '../story.js';
import { conflictUkraine } from './conflict-ua.js';
import { deathCambodia } from './death-kh.js';
import { deathChina } from './death-cn.js';
import { detentionMalaysia } from './detention-my.js';
import { prisonRelease } from './prison-release.js';
import { remainsAshes } from './remains-ashes.js';
import { remainsBody } from './remains-body.js';
import { remainsBones } from './remains-bones.js';
import { rescueCambodia } from './rescue-kh.js';
import { traffickingCambodia } from './trafficking-kh.js';
import { unspecified } from './unspecified.js';

/** The consular part of 2022, in the order in which the cases came. Everybody in it is invented. */
export const STORIES: readonly Story[] = [
  remainsAshes,
  detentionMalaysia,
  conflictUkraine,
  deathChina,
  traffickingCambodia,
  prisonRelease,
  remainsBones,
  deathCambodia,
  rescueCambodia,
  unspecified,
  remainsBody,
];
