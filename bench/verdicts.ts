import { compareRates, type Result } from "./measure";
import { type Findings, findResult, ratio } from "./report";
import type { Kind } from "./servers";

const targets = { tend: 0.8, tendNext: 0.85, p99: 3, growth: 1.3 };
const busyConnections = 32;

/** What the issue asks for, and whether this run has it. */
export function judge({ small, large, memory }: Findings): string[] {
  const verdicts = [
    ...judgeDoor(small, "tend", ["bareVerifying", "bare"], targets.tend),
    ...judgeDoor(small, "tendNext", ["bareNextVerifying", "bareNext"], targets.tendNext),
  ];
  for (const one of large) {
    if (one.operation !== "list" || one.kind !== "tend" || one.dataset !== "small") continue;
    const grown = findResult(large, one, "tend", "large");
    if (!grown) continue;
    const cost = compareRates(one, grown);
    verdicts.push(
      say(
        cost <= targets.growth,
        `the list in the large table costs ${ratio(cost)} (at most ${ratio(targets.growth)}), ${one.connections} connections`,
      ),
    );
  }
  if (memory) {
    const { growth, heapGrowth, isFlat } = memory;
    verdicts.push(
      say(isFlat, `memory of the last third by the third before: RSS ${ratio(growth)}, heap ${ratio(heapGrowth)}`),
    );
  }
  return verdicts;
}

function judgeDoor(results: readonly Result[], kind: Kind, floors: readonly Kind[], target: number): string[] {
  const own = results.filter((result) => result.kind === kind && result.connections === busyConnections);
  return floors.flatMap((floor) => {
    const compared = own.flatMap((result) => {
      const other = findResult(results, result, floor);
      return other ? [{ result, rate: compareRates(result, other), p99: result.p99 / other.p99 }] : [];
    });
    if (compared.length === 0) return [];
    const rates = compared.map(({ result, rate }) => `${result.operation} ${ratio(rate)}`).join(", ");
    const p99 = Math.max(...compared.map(({ p99 }) => p99));
    const isMet = compared.every(({ rate, p99 }) => rate >= target && p99 <= targets.p99);
    return say(
      isMet,
      `${kind} by ${floor} (at least ${ratio(target)}): ${rates}; p99 at most ${ratio(p99)} (${ratio(targets.p99)})`,
    );
  });
}

const say = (isMet: boolean, text: string) => `${isMet ? "met" : "**missed**"}: ${text}`;
