namespace Attestry.Tpm.Tee;

/// <summary>A set of security versions, and what Intel says of platforms that have at least these.</summary>
/// <param name="Sgx">Sixteen components; empty in levels of modules and enclaves.</param>
/// <param name="Tdx">Sixteen components; likewise.</param>
/// <param name="Svn">PCESVN of a platform; ISVSVN of a module or an enclave.</param>
internal sealed record TdxTcbLevel(int[] Sgx, int[] Tdx, int Svn, TdxPlatformStatus Status);
