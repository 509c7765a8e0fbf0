/** Ten minutes: what CIS and the Juniper and Fortinet STIGs allow at most, in seconds. */
export const longestIdle = 600;

export function minutes(seconds: number): string {
  const whole = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [
    ...(whole > 0 ? [`${whole} ${whole === 1 ? "minute" : "minutes"}`] : []),
    ...(rest > 0 || whole === 0 ? [`${rest} ${rest === 1 ? "second" : "seconds"}`] : []),
  ];
  return parts.join(" ");
}
