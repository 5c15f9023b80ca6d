import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const folder = ".github/workflows";
const files = readdirSync(folder);
const read = (file: string) => readFileSync(`${folder}/${file}`, "utf8");

it.each(files)("%s runs actions of one commit each, reads no secret, and says what its token may do", (file) => {
  const text = read(file);
  for (const [, action] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/);
  expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/);
  expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
});

const marker = "<!-- preview -->";
const sha = "6c4e079000000000000000000000000000000000";
const url = "https://tend-def.vercel.app";

type Comment = { id: number; body: string; user: { login: string } };
type Pull = { number: number; state: string; head: { sha: string } };

/** Runs the script of preview.yml as actions/github-script does, and returns what it would write. */
async function comment(pulls: Pull[], comments: Comment[]): Promise<unknown[]> {
  const [, script = ""] = /script: \|\n([\s\S]*)$/.exec(read("preview.yml")) ?? [];
  const written: unknown[] = [];
  const write = (name: string) => async (options: object) => void written.push({ name, ...options });
  const github = {
    rest: {
      repos: { listPullRequestsAssociatedWithCommit: async () => ({ data: pulls }) },
      issues: { listComments: "listComments", createComment: write("create"), updateComment: write("update") },
    },
    paginate: async () => comments,
  };
  const payload = { deployment: { sha }, deployment_status: { environment_url: url } };
  const run = new Function("github", "context", `return (async () => {${script}})()`);
  await run(github, { repo: { owner: "o", repo: "r" }, payload });
  return written;
}

const pull: Pull = { number: 7, state: "open", head: { sha } };
const body = expect.stringMatching(new RegExp(`^${marker}\nThe preview of 6c4e079 is at ${url}\\. `));
const create = { name: "create", owner: "o", repo: "r", issue_number: 7, body };

it("the preview's address is said once in the pull request, and brought up to date there", async () => {
  expect(await comment([pull], [])).toEqual([create]);
  const own = { id: 1, body: `${marker}\nolder`, user: { login: "github-actions[bot]" } };
  expect(await comment([pull], [own])).toEqual([{ name: "update", owner: "o", repo: "r", comment_id: 1, body }]);
});

it("nobody else's comment is changed, whatever it begins with", async () => {
  const theirs = { id: 2, body: marker, user: { login: "mallory" } };
  expect(await comment([pull], [theirs])).toEqual([create]);
});

it("a deployment of an older commit, or of a pull request that is closed, says nothing", async () => {
  const moved = { ...pull, head: { sha: "0".repeat(40) } };
  expect(await comment([moved, { ...pull, state: "closed" }], [])).toEqual([]);
});
