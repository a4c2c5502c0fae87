namespace SupportLine.Domain.Contracts;

/// <summary>What an account does not have and a request needs.</summary>
internal enum LackKind
{
    NoContract,
    ContractLapsed,
    NoWarranty,
    WarrantyOver,
    NoMaintenance,
    MaintenanceOver,
    NoCredits,
}
