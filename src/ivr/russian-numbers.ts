/** Russian numbers in the cases that times and dates need. Whole numbers from 0 to 99. */

type Gender = 'masculine' | 'feminine';

export const DIGITS = ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const SMALL = [
  ...DIGITS,
  ...['десять', 'одиннадцать', 'двенадцать', 'тринадцать', 'четырнадцать', 'пятнадцать', 'шестнадцать', 'семнадцать', 'восемнадцать'],
  'девятнадцать',
];
const TENS = ['', '', 'двадцать', 'тридцать', 'сорок', 'пятьдесят', 'шестьдесят', 'семьдесят', 'восемьдесят', 'девяносто'];
/** The few whose accusative differs before a feminine noun. */
const FEMININE: Record<number, string> = { 1: 'одну', 2: 'две' };

const GENITIVE_SMALL = ['нуля', 'одного', 'двух', 'трёх', 'четырёх', 'пяти', 'шести', 'семи', 'восьми', 'девяти'];
const GENITIVE_TENS = [
  ...['', '', 'двадцати', 'тридцати', 'сорока', 'пятидесяти'],
  ...['шестидесяти', 'семидесяти', 'восьмидесяти', 'девяноста'],
];
const ORDINAL_SMALL = ['', 'первого', 'второго', 'третьего', 'четвёртого', 'пятого', 'шестого', 'седьмого', 'восьмого', 'девятого'];
const ORDINAL_TENS = [
  ...['', 'десятого', 'двадцатого', 'тридцатого', 'сорокового', 'пятидесятого'],
  ...['шестидесятого', 'семидесятого', 'восьмидесятого', 'девяностого'],
];

/** How many, as the object of a sentence: "двадцать одну" (минуту), "два" (часа). */
export function accusative(count: number, gender: Gender = 'masculine'): string {
  return compound(count, (ones) => (gender === 'feminine' ? FEMININE[ones] : undefined) ?? (SMALL[ones] as string), TENS);
}

/** How many, after "с" and "до": "четырнадцати" (часов), "двадцати одной" (минуты). */
export function genitive(count: number, gender: Gender = 'masculine'): string {
  const small = (ones: number) => {
    if (ones === 1 && gender === 'feminine') return 'одной';
    // Ten to nineteen end like five: пятнадцать, пятнадцати
    return GENITIVE_SMALL[ones] ?? `${(SMALL[ones] as string).slice(0, -1)}и`;
  };
  return compound(count, small, GENITIVE_TENS);
}

/** Which one of a month or a century, 1 to 99, in the genitive: "пятого" (марта), "тридцать восьмого" (года). */
export function ordinalGenitive(which: number): string {
  const [tens, ones] = [Math.floor(which / 10), which % 10];
  if (which < 10) return ORDINAL_SMALL[which] as string;
  if (ones === 0) return ORDINAL_TENS[tens] as string;
  if (which < 20) return `${(SMALL[which] as string).slice(0, -1)}ого`;
  return `${TENS[tens]} ${ORDINAL_SMALL[ones]}`;
}

/** The noun's form after a number: час, часа, часов. */
export function counted(count: number, [one, few, many]: readonly [string, string, string]): string {
  const [tens, ones] = [Math.floor(count / 10) % 10, count % 10];
  if (tens === 1 || ones === 0 || ones > 4) return many;
  return ones === 1 ? one : few;
}

function compound(count: number, small: (ones: number) => string, tens: readonly string[]): string {
  if (count < 20) return small(count);
  const ones = count % 10;
  const begin = tens[Math.floor(count / 10)] as string;
  return ones === 0 ? begin : `${begin} ${small(ones)}`;
}
