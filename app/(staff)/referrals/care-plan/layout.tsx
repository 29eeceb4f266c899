export { KitLayout as default } from '../../kit-layout';
