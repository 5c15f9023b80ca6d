"use client";

import { MessagePage } from "@/components/shell/message-page";
import { Button, buttonClass } from "@/components/ui/button";

/** What is shown when a page could not be made. */
export function ErrorPage({ onRetry }: { onRetry: () => void }) {
  return (
    <MessagePage
      title="The server can't be reached right now"
      actions={
        <>
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
          <a href="/" className={buttonClass("secondary")}>
            Go to the start
          </a>
        </>
      }
    >
      <p role="alert">It usually takes only a moment. Try again, or come back a little later.</p>
    </MessagePage>
  );
}
