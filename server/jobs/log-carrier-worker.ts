import { databaseUrl, keepCarrying } from '@/db';

keepCarrying(databaseUrl());
