import { databaseUrl } from '@/db';
import { keepCarrying } from '@/db/checkpoint';

keepCarrying(databaseUrl());
