/** What stands around a configuration that is none of it: NETCONF's and XML's tags, RANCID's part marks, the clock, prompts. */
export function surroundings(text: string): string | null {
  if (text.length > 200) return null;
  if (text.startsWith("<")) return envelope.test(text) ? "envelope" : null;
  if (text.startsWith("#")) return /^#{4,20} ?MultiConfigPart [A-Za-z -]{1,40}$/.test(text) ? "output-header" : null;
  if (text.startsWith("RP/")) return prompt.test(text) ? "prompt" : null;
  return text.length > 20 && text.charCodeAt(3) === 32 && clock.test(text) ? "output-header" : null;
}

const envelope =
  /^(?:<\?xml [^<>]{0,80}\?>|<\/?(?:rpc-reply|data|cli|Response|CLI|Configuration|Exec|ResultSummary)(?: [^<>]{0,160})?>){1,6}$/;

const clock =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})? [A-Za-z0-9:+-]{1,12}$/;

const prompt =
  /^RP\/\d{1,2}\/[A-Z0-9]{1,6}\/CPU\d:[\w.-]{1,63}# ?(?:(?:show|sh) (?:running-config|run|config)[\w -]{0,40}|terminal length \d{1,3}|exit|quit|logout)?$/;
