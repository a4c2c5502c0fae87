namespace SupportLine.Storage.Directory;

/// <summary>Statements on organisations, contacts and contracts.</summary>
internal static class DirectorySql
{
    public const string Organisation = "SELECT id, name, number FROM organisation WHERE id = @Id";

    public const string OrganisationByNumber = "SELECT id, name, number FROM organisation WHERE number = @Number";

    public const string PutOrganisation = """
        INSERT INTO organisation (id, name, number) VALUES (@Id, @Name, @Number)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, number = excluded.number
        """;

    public const string Contract = """
        SELECT number, organisation_id, line_id, product, valid_from, valid_until FROM contract
        WHERE line_id = @LineId AND number = @Number
        """;

    public const string Contracts = """
        SELECT number, organisation_id, line_id, product, valid_from, valid_until FROM contract
        WHERE organisation_id = @OrganisationId AND line_id = @LineId ORDER BY valid_from DESC, number
        """;

    public const string PutContract = """
        INSERT INTO contract (number, organisation_id, line_id, product, valid_from, valid_until)
        VALUES (@Number, @OrganisationId, @LineId, @Product, @ValidFrom, @ValidUntil)
        ON CONFLICT (line_id, number) DO UPDATE SET organisation_id = excluded.organisation_id, product = excluded.product,
            valid_from = excluded.valid_from, valid_until = excluded.valid_until
        """;

    public const string Contacts = """
        SELECT id, organisation_id, name, phone, email, language, authorised FROM contact
        WHERE organisation_id = @OrganisationId ORDER BY id
        """;

    public const string EntitledContacts = """
        SELECT id, organisation_id, name, phone, email, language, authorised FROM contact
        WHERE organisation_id = @OrganisationId AND (authorised <> 0 OR pin_hash IS NOT NULL OR phone IS NOT NULL) ORDER BY id
        """;

    public const string WithdrawContact = "UPDATE contact SET authorised = 0, pin_hash = NULL, phone = NULL WHERE id = @Id";

    public const string ContactsByPhone = """
        SELECT id, organisation_id, name, phone, email, language, authorised FROM contact
        WHERE phone = @Phone ORDER BY id
        """;

    public const string ContactsByEmail = """
        SELECT id, organisation_id, name, phone, email, language, authorised FROM contact
        WHERE LOWER(email) = @Email ORDER BY id
        """;

    public const string PutContact = """
        INSERT INTO contact (id, organisation_id, name, phone, email, language, authorised)
        VALUES (@Id, @OrganisationId, @Name, @Phone, @Email, @Language, @Authorised)
        ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, name = excluded.name, phone = excluded.phone,
            email = excluded.email, language = excluded.language, authorised = excluded.authorised
        """;

    public const string PinHash = "SELECT pin_hash FROM contact WHERE id = @Id";

    public const string SetPinHash = "UPDATE contact SET pin_hash = @Hash WHERE id = @Id";

    public const string NoteFailure = """
        INSERT INTO pin_failure (at, caller_number, organisation_id) VALUES (@At, @CallerNumber, @OrganisationId)
        """;

    public const string CountFailures = """
        SELECT (SELECT COUNT(*) FROM pin_failure WHERE caller_number = @CallerNumber AND at >= @Since) AS by_caller,
               (SELECT COUNT(*) FROM pin_failure WHERE organisation_id = @OrganisationId AND at >= @Since) AS for_organisation
        """;

    public const string PutEngineer = """
        INSERT INTO engineer (id, name, targets, language, email) VALUES (@Id, @Name, @Targets, @Language, @Email)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, targets = excluded.targets, language = excluded.language, email = excluded.email
        """;

    public const string PutRota = """
        INSERT INTO rota (id, zone, shifts) VALUES (@Id, @Zone, @Shifts)
        ON CONFLICT (id) DO UPDATE SET zone = excluded.zone, shifts = excluded.shifts
        """;

    public const string Assets = """
        SELECT id, line_id, organisation_id, product, bought_on, warranty_until, maintenance_until, facts FROM asset
        WHERE organisation_id = @OrganisationId AND line_id = @LineId ORDER BY id
        """;

    public const string PutAsset = """
        INSERT INTO asset (id, line_id, organisation_id, product, bought_on, warranty_until, maintenance_until, facts)
        VALUES (@Id, @LineId, @OrganisationId, @Product, @BoughtOn, @WarrantyUntil, @MaintenanceUntil, @Facts)
        ON CONFLICT (line_id, id) DO UPDATE SET organisation_id = excluded.organisation_id, product = excluded.product,
            bought_on = excluded.bought_on, warranty_until = excluded.warranty_until,
            maintenance_until = excluded.maintenance_until, facts = excluded.facts
        """;

    public const string NamedFor = """
        SELECT request_type FROM named_account WHERE organisation_id = @OrganisationId AND line_id = @LineId ORDER BY request_type
        """;

    public const string Named = """
        SELECT organisation_id, line_id, request_type FROM named_account WHERE organisation_id = @OrganisationId ORDER BY line_id, request_type
        """;

    public const string WithdrawNamed = """
        DELETE FROM named_account WHERE organisation_id = @OrganisationId AND line_id = @LineId AND request_type = @RequestType
        """;

    public const string PutNamed = """
        INSERT INTO named_account (organisation_id, line_id, request_type) VALUES (@OrganisationId, @LineId, @RequestType)
        ON CONFLICT (organisation_id, line_id, request_type) DO NOTHING
        """;
}
