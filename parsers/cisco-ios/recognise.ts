/** How sure a text is IOS, from its first lines. */
export function recognise(text: string): number {
  const head = text.slice(0, 60_000);
  let score = 0;
  for (const [pattern, weight] of signs) if (pattern.test(head)) score += weight;
  return Math.max(0, Math.min(1, score));
}

const signs: readonly (readonly [RegExp, number])[] = [
  [/^version 1[0-9]\.[0-9]{1,2}\s*$/m, 0.6],
  [/^Current configuration ?:/m, 0.3],
  [/^Building configuration\.\.\./m, 0.1],
  [/^(?:no )?service (?:timestamps|password-encryption|pad)\b/m, 0.4],
  [/^line (?:con|vty|aux) \d/m, 0.4],
  [/^boot-start-marker/m, 0.3],
];
