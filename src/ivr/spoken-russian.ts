export { spokenEnglish as spokenRussian } from './spoken-english.ts';
