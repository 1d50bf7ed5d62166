select consent_tables();
