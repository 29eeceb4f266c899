/** New objects get so many megabytes, twice over; old ones get half as much again as is in use before they are looked through. */
export const littleGarbage = ['--max-semi-space-size=8', '--heap-growing-percent=50'];
