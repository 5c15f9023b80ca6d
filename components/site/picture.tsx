import type { Settings } from "@/components/app/settings";

/**
 * Today as it is: `npm run screenshots` makes the files. The browser takes one of them, by its width and theme, and not
 * before the words are laid out.
 */
export function Picture({ theme }: { theme: Settings["theme"] }) {
  const isDark = theme === "dark";
  const system = "(prefers-color-scheme: dark)";
  return (
    <picture className="block">
      {theme === "system" && <PhoneSource theme="dark" media={`(max-width: 639px) and ${system}`} />}
      <PhoneSource theme={isDark ? "dark" : "light"} media="(max-width: 639px)" />
      {theme === "system" && <source media={system} srcSet="/landing/today-dark.webp" width={1200} height={750} />}
      <img
        src={`/landing/today-${isDark ? "dark" : "light"}.webp`}
        width={1200}
        height={750}
        loading="lazy"
        alt="Today in Tend: what is overdue, what is due, each task with its time and priority, and how much of the day is done"
        className="h-auto w-full rounded-xl border border-line bg-panel shadow-card"
      />
    </picture>
  );
}

function PhoneSource({ theme, media }: { theme: "light" | "dark"; media: string }) {
  return <source media={media} srcSet={`/landing/today-phone-${theme}.webp`} width={390} height={640} />;
}
