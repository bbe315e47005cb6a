/**
 * The server without its transport. A bundle of its own, which the process of a desktop and the worker of a browser both
 * load: rules and tables are shipped once.
 */
export { startServer } from './server'
