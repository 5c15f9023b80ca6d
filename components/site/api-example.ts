/** What the landing page shows of the API, with `…` for what differs; test/server/quickstart.test.ts runs it. */
export const apiExample = [
  {
    command: `curl -s $TEND/api/tasks/quick -H "Authorization: Bearer $TOKEN" \\
    --json '{"text": "Pay rent tomorrow 9am !1", "timeZone": "Europe/Berlin"}'`,
    answer: `{"task":{"id":"…","title":"Pay rent",…,"priority":"high","dueDate":"…","dueTime":"09:00",…,"revision":1,…},…}`,
  },
  {
    command: `curl -s $TEND/api/tasks/$ID -X PATCH -H "Authorization: Bearer $TOKEN" \\
    -H 'If-Match: "0"' --json '{"title": "Pay the rent"}'`,
    answer: `{…,"title":"The task has changed since","status":412,"code":"precondition_failed",…}`,
  },
] as const;
