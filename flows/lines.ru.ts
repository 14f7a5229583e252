export { english as russian } from './lines.en.ts';
