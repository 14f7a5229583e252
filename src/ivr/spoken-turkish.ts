export { spokenEnglish as spokenTurkish } from './spoken-english.ts';
