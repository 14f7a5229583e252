/** A worker as a process of its own: the product's, with everything real; ended by a message. Its configuration comes in the environment. */
import { readConfig } from '../../src/config.ts';
import { startHotline } from '../../src/hotline.ts';

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.faults.join('; '));
const hotline = await startHotline(read.config, { version: 'test' });
process.on('message', () => {
  void hotline.close().then(() => process.disconnect());
});
process.send?.('ready');
