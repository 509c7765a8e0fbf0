import type { AnyAuthMethod, AuthenticationType, Prompt as SshPrompt } from "ssh2";
import { PullStopped } from "../pull-stopped.ts";
import type { Credentials } from "../pull.ts";

/** How one login goes: each call says what to send next, and throws PullStopped when nothing may be sent. */
export interface Authentication {
  next(offered: readonly AuthenticationType[] | null, partial: boolean): AnyAuthMethod;
  /** A secret or signature has left for the device. */
  readonly attempted: boolean;
}

const asksForNewPassword = /\bnew\b|\bold\b|\bchange|expired/i;

/**
 * Asks first which methods the device offers (RFC 4252, 5.2, which counts as no attempt), then makes
 * one attempt with the first credential that fits: a key where one is given and offered, else the
 * password, directly or as the answer to the device's question. A refusal is never followed by a
 * second credential, so that a pull costs an account at most one failure.
 */
export function createAuthentication(credentials: Credentials, stop: (reason: PullStopped) => void): Authentication {
  const { username, password, privateKey, passphrase } = credentials;
  let attempted = false;
  let keyUsed = false;

  const answer = (prompts: readonly SshPrompt[], send: (answers: string[]) => void): void => {
    const [first] = prompts;
    if (prompts.some(({ prompt }) => asksForNewPassword.test(prompt))) {
      stop(new PullStopped("password-change-asked", "The question came in place of the login."));
    } else if (first === undefined) send([]);
    else if (attempted || prompts.length > 1 || password === undefined) {
      stop(new PullStopped("credentials-refused", "The device asks more than for the password."));
    } else {
      attempted = true;
      send([password]);
    }
  };

  const withPassword = (offered: readonly AuthenticationType[]): AnyAuthMethod | null => {
    if (password === undefined) return null;
    if (offered.includes("password")) {
      attempted = true;
      return { type: "password", username, password };
    }
    if (!offered.includes("keyboard-interactive")) return null;
    return {
      type: "keyboard-interactive",
      username,
      prompt: (_name, _instructions, _language, prompts, send) => answer(prompts, send),
    };
  };

  return {
    get attempted() {
      return attempted || keyUsed;
    },
    next(offered, partial) {
      if (offered === null) return { type: "none", username };
      // A second factor is asked for only after the first was accepted.
      if ((keyUsed && !partial) || attempted) throw new PullStopped("credentials-refused", "");
      if (privateKey !== undefined && !keyUsed && offered.includes("publickey")) {
        keyUsed = true;
        return { type: "publickey", username, key: privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
      }
      const method = withPassword(offered);
      if (method !== null) return method;
      const accepts = offered.filter((name) => /^[\w@.-]{1,40}$/.test(name)).join(", ");
      throw new PullStopped("credentials-refused", `Nothing was sent: the device accepts ${accepts || "no method"}.`);
    },
  };
}
