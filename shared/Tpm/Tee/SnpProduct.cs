namespace Attestry.Tpm.Tee;

/// <summary>The generations of processors; the layout of a TCB version depends on it.</summary>
public enum SnpProduct
{
    Unknown = 0,
    Milan,
    Genoa,
    Turin,
}
