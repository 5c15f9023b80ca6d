export const sizes = [
  { name: "desktop", width: 1440, height: 900, isPhone: false },
  { name: "tablet", width: 768, height: 1024, isPhone: false },
  { name: "phone", width: 390, height: 844, isPhone: true },
] as const;

export type Size = (typeof sizes)[number];

export const themes = ["light", "dark"] as const;
