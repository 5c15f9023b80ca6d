"use client";

import { MessagePage } from "@/components/shell/message-page";
import { Button, buttonClass } from "@/components/ui/button";

/** What is shown when a page could not be made. */
export function ErrorPage({ onRetry }: { onRetry: () => void }) {
  return (
    <MessagePage
      title="This page can't be shown right now"
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
      <p role="alert">
        The server did not answer, or something went wrong here. It usually takes only a moment. Try again, or come back
        a little later.
      </p>
    </MessagePage>
  );
}
