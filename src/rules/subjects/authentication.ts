import type { DeviceConfig } from "../../model/device-config.ts";
import { byDefault, isKnown, read, type Fact } from "../../model/fact.ts";
import type { LoginLine } from "../../model/management.ts";
import { fail, judge, pass, unknown, type Judgement } from "../rule.ts";
import { placeOf } from "./place-of.ts";

/** Whether a login line asks who is there: in itself, or through the method list that it names. */
export function judgeAuthentication(device: DeviceConfig, login: LoginLine): Judgement {
  return judge(
    login.name,
    [login.authentication, methodsOf(device, login), placeOf(login)],
    (authentication, methods) => {
      if (authentication.kind === "none") return fail(`Login line "${login.name}" asks for no authentication.`);
      if (authentication.kind !== "aaa") return pass(`Login line "${login.name}" asks for authentication.`);
      if (methods === null) {
        return unknown(
          `What login line "${login.name}" asks is not known: method list "${authentication.list}" is not defined.`,
        );
      }
      if (methods[0] === "none") {
        return fail(
          `Login line "${login.name}" asks for no authentication: method list "${authentication.list}" starts with none.`,
        );
      }
      return methods.includes("none")
        ? fail(
            `Login line "${login.name}" lets everyone in when the servers of method list "${authentication.list}" are silent.`,
          )
        : pass(`Login line "${login.name}" asks for authentication by method list "${authentication.list}".`);
    },
  );
}

/** The methods of the list that a line names; null where it names one that is not there. */
export function methodsOf(
  device: DeviceConfig,
  { authentication }: Pick<LoginLine, "authentication">,
): Fact<readonly string[] | null> {
  if (!isKnown(authentication) || authentication.value.kind !== "aaa") return read(null, []);
  const { list: name } = authentication.value;
  const found = device.aaa.methodLists.findLast(
    ({ type, service, list }) => type === "authentication" && service === "login" && list === name,
  );
  return found === undefined
    ? byDefault(null, `No line defines method list "${name}".`)
    : read(found.methods, found.at, found.path);
}
