/** IP versions in the order in which they were added: a set of its own for each of many interfaces takes more than what it says. */
export type FamilySet = readonly (4 | 6)[];

export const noFamilies: FamilySet = [];

export function withFamily(held: FamilySet, family: 4 | 6): FamilySet {
  return held.includes(family) ? held : [...held, family];
}

export function withoutFamily(held: FamilySet, family: 4 | 6): FamilySet {
  return held.includes(family) ? held.filter((each) => each !== family) : held;
}
