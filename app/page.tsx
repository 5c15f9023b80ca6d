import { cookies } from "next/headers";
import { readSettings } from "@/components/app/settings";
import { homePath } from "@/components/app/views";
import { hasSessionCookie } from "@/components/shell/session-cookie";
import { SiteFrame } from "@/components/shell/site-frame";
import { apiExample } from "@/components/site/api-example";
import { Console } from "@/components/site/console";
import { PhraseList } from "@/components/site/phrase-list";
import { Picture } from "@/components/site/picture";
import { Promises } from "@/components/site/promises";
import { Section } from "@/components/site/section";
import { buttonClass } from "@/components/ui/button";

export default async function LandingPage() {
  const known = await cookies();
  const isSignedIn = hasSessionCookie(known);
  return (
    <SiteFrame isSignedIn={isSignedIn}>
      <div className="mx-auto max-w-5xl px-4 sm:px-6">
        <Hero isSignedIn={isSignedIn} />
        <Picture theme={readSettings(known).theme} />
        <div className="mt-6 divide-y divide-line sm:mt-10">
          <Section
            id="quick-add"
            title="Write it as you would say it"
            text="One line is enough. Days, times and priorities are marked while you type; a click or Backspace turns a marked word into text again."
          >
            <PhraseList />
          </Section>
          <Section
            id="promises"
            title="Quiet, and quick"
            text="The list is the page. The rest appears when you need it and is gone when you don’t."
          >
            <Promises />
          </Section>
          <ApiSection />
          <HostSection />
          <Closing isSignedIn={isSignedIn} />
        </div>
      </div>
    </SiteFrame>
  );
}

function Hero({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    // On a phone the words fill the first screen and the picture looks in from below: they are there before it is.
    <div className="flex flex-col justify-center py-8 max-sm:min-h-[calc(100svh-10rem)] sm:pt-20 sm:pb-14">
      <h1 className="max-w-3xl text-5xl/[1.06] font-semibold tracking-tight text-balance sm:text-6xl/[1.05]">
        A calm place for what you have to do
      </h1>
      <p className="mt-6 max-w-xl text-lg text-pretty text-ink-2">
        Tend keeps your tasks in one quiet list. It is there the moment you open it, with or without a network, and it
        never makes you wait.
      </p>
      <div className="mt-8 flex flex-wrap gap-2">
        <StartLinks isSignedIn={isSignedIn} />
      </div>
    </div>
  );
}

function StartLinks({ isSignedIn }: { isSignedIn: boolean }) {
  const size = "min-h-11 px-5 text-title";
  if (isSignedIn)
    return (
      <a href={homePath} className={`${buttonClass("primary")} ${size}`}>
        Open Tend
      </a>
    );
  return (
    <>
      <a href="/sign-up" className={`${buttonClass("primary")} ${size}`}>
        Sign up
      </a>
      <a href="/sign-in" className={`${buttonClass("secondary")} ${size}`}>
        Sign in
      </a>
    </>
  );
}

function ApiSection() {
  return (
    <Section
      id="api"
      title="An API that overwrites nobody"
      text="What you can do here, your programs can do with JSON over HTTP. Every task has a revision: send the one that you have seen, and a change made meanwhile is answered, not lost."
      actions={
        <>
          <a href="/docs" className={buttonClass("quiet")}>
            Read the API reference
          </a>
          <a href="/api/openapi.json" className={buttonClass("quiet")}>
            OpenAPI
          </a>
        </>
      }
    >
      <Console steps={apiExample} />
    </Section>
  );
}

function HostSection() {
  return (
    <Section
      id="self-host"
      title="Run it yourself"
      text="One command, one process, one folder with your data. You need Node and no account anywhere; bring a PostgreSQL of your own when you have outgrown the one inside."
    >
      <Console steps={[hostExample]} />
    </Section>
  );
}

const hostExample = {
  command: "npm ci && npm start",
  answer: "Tend is ready at http://localhost:3000 …\nData: …/.data (embedded database)",
};

function Closing({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <section aria-labelledby="start" className="flex flex-wrap items-center justify-between gap-6 py-14 sm:py-20">
      <h2 id="start" className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">
        Start with one task
      </h2>
      <div className="flex flex-wrap gap-2">
        <StartLinks isSignedIn={isSignedIn} />
      </div>
    </section>
  );
}
