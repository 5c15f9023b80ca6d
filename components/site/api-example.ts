/** What the landing page shows of the API, with `…` for what differs; test/server/quickstart.test.ts runs it. */
export const apiExample = [
  {
    command: `curl $TEND/api/tasks/quick \\
  -H "Authorization: Bearer $TOKEN" \\
  --json '{"text": "Pay rent tomorrow 9am !1",
           "timeZone": "Europe/Berlin"}'`,
    answer: `{"task":{"id":"…","title":"Pay rent",…,"priority":"high",…},…}`,
  },
  {
    command: `curl -X PATCH $TEND/api/tasks/$ID \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'If-Match: "1"' --json '{"priority": "low"}'`,
    answer: `{…,"title":"The task has changed since","status":412,…}`,
  },
] as const;
