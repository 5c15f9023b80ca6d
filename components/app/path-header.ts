/** The request header by which the middleware tells a layout the path and query that were asked for. */
export const pathHeader = "x-tend-path";
