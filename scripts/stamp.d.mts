export const sources: string[];
export function hashSources(): string;
export function formatStamp(hash: string): string;
export function isBuilt(): boolean;
