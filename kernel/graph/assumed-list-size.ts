/** The most that a list without a size of its own is expected to hold; a longer one says so by `@ListSize`. */
export const assumedListSize = 10;
