import { LOG_LEVELS } from '../config/config.js';
import { demoWarnings, isTooQuiet } from './demo-warning.js';

describe('the warning of demo mode', () => {
  it('says whether other machines can reach the server', () => {
    expect(demoWarnings({ mode: 'demo', host: '127.0.0.1' })).toHaveLength(1);
    expect(demoWarnings({ mode: 'demo', host: '0.0.0.0' })).toHaveLength(2);
  });

  it('is left out by logs that hold errors alone', () => {
    expect(LOG_LEVELS.filter((logLevel) => isTooQuiet({ logLevel }))).toEqual(['error', 'fatal', 'silent']);
  });
});
