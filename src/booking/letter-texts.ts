import type { PaperLanguage } from './written.ts';

/** What a confirmation letter says, for people of 80: short, large, one matter after the other. */
export interface LetterTexts {
  subject: string;
  greeting(name: string): string;
  fixed: string;
  first: string;
  second: string;
  where: string;
  codeIs: string;
  bringHead: string;
  bring: string;
  companion: string;
  changeHead: string;
  /** @param hotline as it is printed */
  change(hotline: string): string;
  money: string;
}

export const letterTexts: Record<PaperLanguage, LetterTexts> = {
  de: {
    subject: 'Ihre Impftermine',
    greeting: (name) => `Guten Tag ${name},`,
    fixed: 'Ihre beiden Termine sind fest gebucht:',
    first: 'Erste Impfung',
    second: 'Zweite Impfung',
    where: 'Ort',
    codeIs: 'Ihre Terminnummer',
    bringHead: 'Bitte bringen Sie mit',
    bring: 'Ihren Ausweis, Ihre Versichertenkarte und diesen Brief.',
    companion: 'Eine Begleitperson darf mitkommen.',
    changeHead: 'Termine hören, verlegen oder absagen',
    change: (hotline) => `Rufen Sie uns an: ${hotline}, kostenlos. Drücken Sie die 2 und tippen Sie Ihre Terminnummer ein.`,
    money: 'Die Impfung kostet Sie nichts. Wir fragen nie nach Geld.',
  },
  en: {
    subject: 'Your vaccination appointments',
    greeting: (name) => `Dear ${name},`,
    fixed: 'Both of your appointments are booked:',
    first: 'First vaccination',
    second: 'Second vaccination',
    where: 'Where',
    codeIs: 'Your appointment number',
    bringHead: 'Please bring',
    bring: 'your identity card, your health insurance card and this letter.',
    companion: 'One person may come with you.',
    changeHead: 'To hear, move or cancel your appointments',
    change: (hotline) => `Call us, free of charge: ${hotline}. Press 2 and key in your appointment number.`,
    money: 'The vaccination costs you nothing. We never ask for money.',
  },
};
