/** What a transport gives a session: text both ways. Each character stands for one byte (Latin-1). */
export interface Terminal {
  send(text: string): void;
  /** Called once, before anything is sent. */
  listen(listener: TerminalListener): void;
}

export interface TerminalListener {
  data(text: string): void;
  /** Nothing more will come. */
  ended(): void;
}

/** Bytes as text: UTF-8 where they are that, else Latin-1. */
export function decodeText(bytesAsLatin1: string): string {
  const bytes = Buffer.from(bytesAsLatin1, "latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytesAsLatin1;
  }
}
