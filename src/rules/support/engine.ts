export { isPodman } from '../../host/engine'
