/** A number can be that of a couple, a family or a helper; beyond so many people a human looks at it. */
export const MOST_PEOPLE_PER_NUMBER = 6;
