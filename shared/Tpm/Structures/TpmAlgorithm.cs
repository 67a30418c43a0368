namespace Attestry.Tpm.Structures;

/// <summary>TPM_ALG_ID (TCG Algorithm Registry): the ones that public areas, quotes and event logs name.</summary>
public enum TpmAlgorithm : ushort
{
    None = 0,
    Rsa = 0x0001,
    Sha1 = 0x0004,
    Aes = 0x0006,
    KeyedHash = 0x0008,
    Xor = 0x000A,
    Sha256 = 0x000B,
    Sha384 = 0x000C,
    Sha512 = 0x000D,
    Null = 0x0010,
    Sm3 = 0x0012,
    Sm4 = 0x0013,
    RsaSsa = 0x0014,
    RsaEs = 0x0015,
    RsaPss = 0x0016,
    Oaep = 0x0017,
    EcDsa = 0x0018,
    Ecdh = 0x0019,
    Ecdaa = 0x001A,
    Sm2 = 0x001B,
    EcSchnorr = 0x001C,
    Ecmqv = 0x001D,
    Ecc = 0x0023,
    SymmetricCipher = 0x0025,
    Camellia = 0x0026,
    Cfb = 0x0043,
}
