namespace SupportLine.Domain.Contracts;

/// <summary>What an account does not have and a request needs.</summary>
public enum LackKind
{
    NoContract,
    ContractLapsed,
    NoWarranty,
    WarrantyOver,
    NoMaintenance,
    MaintenanceOver,
    NoCredits,
}
