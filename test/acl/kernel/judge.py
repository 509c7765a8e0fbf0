"""A Linux kernel as judge of packets, in a network namespace of its own.

Started as `unshare --net python3 judge.py NS`, NS being the network namespace of whoever starts it: should this process
stand in that very one, it refuses, so no rule ever reaches the host. The namespace dies with the process, which ends
with its standard input.

One request a line, one answer a line, both JSON:
  {"commands": [{"argv": [...], "input": "..."}], "packets": ["<hex of an IP packet>", ...]}
  {"seen": [["3", "passed"], ...]}   per packet the prefixes that the rules logged (NFLOG group 7), in order
  {"error": "..."}                   a command that failed, with its words
A packet's place in the request is its mark (plus one), so packets need carry nothing that tells them apart.
"""

import json
import os
import socket
import struct
import subprocess
import sys

NFLOG_GROUP = 7
NETLINK_NETFILTER = 12
SUBSYSTEM_LOG, MESSAGE_PACKET, MESSAGE_CONFIG = 4, 0, 1
CONFIG_COMMAND, CONFIG_MODE, CONFIG_THRESHOLD = 1, 2, 5
ATTRIBUTE_MARK, ATTRIBUTE_PREFIX = 2, 10
SO_MARK, SO_RCVBUFFORCE = 36, 33
SOL_PACKET, PACKET_QDISC_BYPASS = 263, 20
CHUNK = 256
OUT, IN = "02:00:00:00:00:01", "02:00:00:00:00:02"
SENTINEL = 0x7FFFFFFF  # rules let this mark pass before anything else


def attribute(kind, payload):
    padding = b"\0" * (-len(payload) % 4)
    return struct.pack("=HH", len(payload) + 4, kind) + payload + padding


def configure(log, *attributes):
    body = struct.pack(">BBH", socket.AF_UNSPEC, 0, NFLOG_GROUP) + b"".join(attributes)
    kind = SUBSYSTEM_LOG << 8 | MESSAGE_CONFIG
    log.send(struct.pack("=IHHII", 16 + len(body), kind, 1 | 4, 1, 0) + body)  # request, with acknowledgement
    answer = log.recv(65536)
    code = struct.unpack_from("=i", answer, 16)[0]
    if code != 0:
        raise OSError(-code, "NFLOG refused: " + os.strerror(-code))


def open_log():
    log = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
    try:
        log.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 26)
    except PermissionError:
        log.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    log.bind((0, 0))
    configure(log, attribute(CONFIG_COMMAND, b"\x01"))
    configure(log, attribute(CONFIG_MODE, struct.pack(">IBB", 0, 1, 0)))  # metadata only
    configure(log, attribute(CONFIG_THRESHOLD, struct.pack(">I", 1)))  # one message at once
    log.settimeout(5)
    return log


def read_log(data):
    """Yields mark and prefix of each packet in one read of the log."""
    at = 0
    while at + 16 <= len(data):
        length, kind = struct.unpack_from("=IH", data, at)
        if kind == SUBSYSTEM_LOG << 8 | MESSAGE_PACKET:
            mark, prefix, inner = 0, "", at + 20
            while inner + 4 <= at + length:
                size, name = struct.unpack_from("=HH", data, inner)
                if name == ATTRIBUTE_MARK:
                    mark = struct.unpack_from(">I", data, inner + 4)[0]
                elif name == ATTRIBUTE_PREFIX:
                    prefix = data[inner + 4 : inner + size].rstrip(b"\0").decode()
                inner += (size + 3) & ~3
            yield mark, prefix
        at += (length + 3) & ~3


def run(argv, text=""):
    done = subprocess.run(argv, input=text, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(argv)}: {done.stderr.strip()}")


def send(wire, address, packet, mark):
    data = bytes.fromhex(packet)
    kind = 0x0800 if data[0] >> 4 == 4 else 0x86DD
    ancillary = [(socket.SOL_SOCKET, SO_MARK, struct.pack("=I", mark))]
    wire.sendmsg([address + struct.pack(">H", kind) + data], ancillary)


def judge(wire, address, log, packets):
    """Sends the packets in chunks, each closed by a sentinel, which is logged last: all of this runs on one core."""
    seen = [[] for _ in packets]
    for start in range(0, len(packets), CHUNK):
        chunk = packets[start : start + CHUNK]
        for at, packet in enumerate(chunk, start):
            send(wire, address, packet, at + 1)
        send(wire, address, chunk[0], SENTINEL)
        open_still = True
        while open_still:
            for mark, prefix in read_log(log.recv(1 << 20)):
                if mark == SENTINEL:
                    open_still = False
                elif mark != 0:  # zero is the kernel's own, such as neighbour discovery
                    seen[mark - 1].append(prefix)
    return seen


def main():
    if os.readlink("/proc/self/ns/net") == sys.argv[1]:
        sys.exit("not in a network namespace of its own")
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
    ends = ["out", "address", OUT, "type", "veth", "peer", "name", "in", "address", IN]
    run(["ip", "link", "add", *ends])
    for name in ("out", "in"):
        run(["ip", "link", "set", name, "addrgenmode", "none", "up"])
    addresses = bytes.fromhex((IN + OUT).replace(":", ""))
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    # Until the kernel has noticed that a new link is up, its queue swallows packets without a word: go round it.
    wire.setsockopt(SOL_PACKET, PACKET_QDISC_BYPASS, 1)
    wire.bind(("out", 0))
    log = open_log()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            for command in request["commands"]:
                run(command["argv"], command["input"])
            answer = {"seen": judge(wire, addresses, log, request["packets"])}
        except TimeoutError:
            answer = {"error": "the kernel's log fell silent before the last packet was seen"}
        except (RuntimeError, OSError) as fault:
            answer = {"error": str(fault) or type(fault).__name__}
        print(json.dumps(answer), flush=True)


main()
