import { auxAcceptsLogins } from "./management-access/aux-accepts-logins.ts";
import { clearTextServices } from "./management-access/clear-text-services.ts";
import { consoleWithoutAuthentication } from "./management-access/console-without-authentication.ts";
import { httpClearText } from "./management-access/http-clear-text.ts";
import { idleTimeoutOverFiveMinutes } from "./management-access/idle-timeout-over-five-minutes.ts";
import { loginIdleTimeout } from "./management-access/login-idle-timeout.ts";
import { loginSourcesUnrestricted } from "./management-access/login-sources-unrestricted.ts";
import { loginWithoutAuthentication } from "./management-access/login-without-authentication.ts";
import { managementOpenOutside } from "./management-access/management-open-outside.ts";
import { managementReachableFromOutside } from "./management-access/management-reachable-from-outside.ts";
import { serviceIdleTimeout } from "./management-access/service-idle-timeout.ts";
import { serviceSourcesUnrestricted } from "./management-access/service-sources-unrestricted.ts";
import { sshLoginRetries } from "./management-access/ssh-login-retries.ts";
import { sshLoginTimeout } from "./management-access/ssh-login-timeout.ts";
import { sshRootLogin } from "./management-access/ssh-root-login.ts";
import { sshVersion1 } from "./management-access/ssh-version-1.ts";
import { sshWeakCiphers } from "./management-access/ssh-weak-ciphers.ts";
import { sshWeakHostKeys } from "./management-access/ssh-weak-host-keys.ts";
import { sshWeakKeyExchange } from "./management-access/ssh-weak-key-exchange.ts";
import { sshWeakMacs } from "./management-access/ssh-weak-macs.ts";
import { telnetLogin } from "./management-access/telnet-login.ts";
import { telnetService } from "./management-access/telnet-service.ts";
import { weakWebTls } from "./management-access/weak-web-tls.ts";
import { aaaDisabled } from "./accounts/aaa-disabled.ts";
import { accountSourcesUnrestricted } from "./accounts/account-sources-unrestricted.ts";
import { accountWithoutPassword } from "./accounts/account-without-password.ts";
import { defaultCredentials } from "./accounts/default-credentials.ts";
import { everyAccountAdministrator } from "./accounts/every-account-administrator.ts";
import { loginLineFullPrivilege } from "./accounts/login-line-full-privilege.ts";
import { loginLockoutShort } from "./accounts/login-lockout-short.ts";
import { noCentralAuthentication } from "./accounts/no-central-authentication.ts";
import { noCommandAccounting } from "./accounts/no-command-accounting.ts";
import { noLoginLockout } from "./accounts/no-login-lockout.ts";
import { passwordComplexityOff } from "./accounts/password-complexity-off.ts";
import { passwordMinimumLength } from "./accounts/password-minimum-length.ts";
import { passwordsNotObscured } from "./accounts/passwords-not-obscured.ts";
import { privilegedPasswordReversible } from "./accounts/privileged-password-reversible.ts";
import { reversiblePassword } from "./accounts/reversible-password.ts";
import { tooFewAaaServers } from "./accounts/too-few-aaa-servers.ts";
import { weakPasswordHash } from "./accounts/weak-password-hash.ts";
import { snmpClearTextTraps } from "./snmp/snmp-clear-text-traps.ts";
import { snmpClearTextVersion } from "./snmp/snmp-clear-text-version.ts";
import { snmpCommunitySourcesUnrestricted } from "./snmp/snmp-community-sources-unrestricted.ts";
import { snmpDefaultCommunity } from "./snmp/snmp-default-community.ts";
import { snmpV3WeakAlgorithms } from "./snmp/snmp-v3-weak-algorithms.ts";
import { snmpV3WithoutEncryption } from "./snmp/snmp-v3-without-encryption.ts";
import { snmpWritableCommunity } from "./snmp/snmp-writable-community.ts";
import { ntpUnrestricted } from "./time/ntp-unrestricted.ts";
import { ntpWeakAuthentication } from "./time/ntp-weak-authentication.ts";
import { ntpWithoutAuthentication } from "./time/ntp-without-authentication.ts";
import { tooFewNtpServers } from "./time/too-few-ntp-servers.ts";
import { clearTextSyslog } from "./logging/clear-text-syslog.ts";
import { configurationChangesNotLogged } from "./logging/configuration-changes-not-logged.ts";
import { logTimestampsMissing } from "./logging/log-timestamps-missing.ts";
import { loginEventsNotLogged } from "./logging/login-events-not-logged.ts";
import { noSyslogServer } from "./logging/no-syslog-server.ts";
import { tooFewSyslogServers } from "./logging/too-few-syslog-servers.ts";
import { noLoginBanner } from "./banners/no-login-banner.ts";
import { directedBroadcast } from "./services/directed-broadcast.ts";
import { icmpRedirects } from "./services/icmp-redirects.ts";
import { neighbourDiscovery } from "./services/neighbour-discovery.ts";
import { proxyArp } from "./services/proxy-arp.ts";
import { smallServices } from "./services/small-services.ts";
import { sourceRoutingOn } from "./services/source-routing.ts";
import { tcpKeepalivesMissing } from "./services/tcp-keepalives-missing.ts";
import { aclEntryEmpty } from "./acl/acl-entry-empty.ts";
import { aclEntryRedundant } from "./acl/acl-entry-redundant.ts";
import { aclEntryShadowed } from "./acl/acl-entry-shadowed.ts";
import { aclPermitsAnyToAny } from "./acl/acl-permits-any-to-any.ts";
import { managementPortOpenToAny } from "./acl/management-port-open-to-any.ts";
import { policyDisabled } from "./acl/policy-disabled.ts";
import { policyEmpty } from "./acl/policy-empty.ts";
import { policyPermitsAnyToAny } from "./acl/policy-permits-any-to-any.ts";
import { policyRedundant } from "./acl/policy-redundant.ts";
import { policyShadowed } from "./acl/policy-shadowed.ts";
import { policyWithoutLogging } from "./acl/policy-without-logging.ts";
import { undefinedReference } from "./acl/undefined-reference.ts";
import { unusedAcl } from "./acl/unused-acl.ts";
import { unusedObject } from "./acl/unused-object.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by area, in the order of reports. */
export const rules: readonly Rule[] = [
  auxAcceptsLogins,
  clearTextServices,
  consoleWithoutAuthentication,
  httpClearText,
  idleTimeoutOverFiveMinutes,
  loginIdleTimeout,
  loginSourcesUnrestricted,
  loginWithoutAuthentication,
  managementOpenOutside,
  managementReachableFromOutside,
  serviceIdleTimeout,
  serviceSourcesUnrestricted,
  sshLoginRetries,
  sshLoginTimeout,
  sshRootLogin,
  sshVersion1,
  sshWeakCiphers,
  sshWeakHostKeys,
  sshWeakKeyExchange,
  sshWeakMacs,
  telnetLogin,
  telnetService,
  weakWebTls,
  aaaDisabled,
  accountSourcesUnrestricted,
  accountWithoutPassword,
  defaultCredentials,
  everyAccountAdministrator,
  loginLineFullPrivilege,
  loginLockoutShort,
  noCentralAuthentication,
  noCommandAccounting,
  noLoginLockout,
  passwordComplexityOff,
  passwordMinimumLength,
  passwordsNotObscured,
  privilegedPasswordReversible,
  reversiblePassword,
  tooFewAaaServers,
  weakPasswordHash,
  snmpClearTextTraps,
  snmpClearTextVersion,
  snmpCommunitySourcesUnrestricted,
  snmpDefaultCommunity,
  snmpV3WeakAlgorithms,
  snmpV3WithoutEncryption,
  snmpWritableCommunity,
  ntpUnrestricted,
  ntpWeakAuthentication,
  ntpWithoutAuthentication,
  tooFewNtpServers,
  clearTextSyslog,
  configurationChangesNotLogged,
  logTimestampsMissing,
  loginEventsNotLogged,
  noSyslogServer,
  tooFewSyslogServers,
  noLoginBanner,
  directedBroadcast,
  icmpRedirects,
  neighbourDiscovery,
  proxyArp,
  smallServices,
  sourceRoutingOn,
  tcpKeepalivesMissing,
  aclEntryEmpty,
  aclEntryRedundant,
  aclEntryShadowed,
  aclPermitsAnyToAny,
  managementPortOpenToAny,
  policyDisabled,
  policyEmpty,
  policyPermitsAnyToAny,
  policyRedundant,
  policyShadowed,
  policyWithoutLogging,
  undefinedReference,
  unusedAcl,
  unusedObject,
];
