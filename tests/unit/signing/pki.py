"""Throw-away certificates with every flaw a real one may have, and signatures made by bare pyHanko with them.

``PadesSigner`` refuses flawed certificates, so the verifier needs signatures from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import algos
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSPHRASE = "eleven walnut hinges"
CLINIC = "Harbour Spine Clinic"
CLINICIAN = "Dr Ana Ruiz"
NOW = datetime.now(UTC).replace(microsecond=0)

EcKey = ec.EllipticCurvePrivateKey
PrivateKey = EcKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Identity:
    """A certificate, its key, and the certificates above it (nearest first)."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def p12(self) -> bytes:
        """As a PKCS#12 file; few key-derivation rounds keep the tests fast."""
        encryption = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(1000)
            .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
            .hmac_hash(hashes.SHA256())
            .build(PASSPHRASE.encode())
        )
        return pkcs12.serialize_key_and_certificates(
            b"key", self.key, self.certificate, self.chain, encryption
        )


@dataclass(frozen=True)
class Profile:
    """What to put into a certificate; the defaults are those of a good clinician's certificate."""

    name: str = CLINICIAN
    begin: datetime = NOW - timedelta(days=30)
    end: datetime = NOW + timedelta(days=300)
    usages: frozenset[str] | None = frozenset({"digital_signature", "content_commitment"})
    purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.EMAIL_PROTECTION,)
    authority: bool = False
    key: PrivateKey | None = None


AUTHORITY = Profile(
    name=CLINIC,
    begin=NOW - timedelta(days=3000),
    end=NOW + timedelta(days=3000),
    usages=frozenset({"key_cert_sign", "crl_sign"}),
    purposes=(),
    authority=True,
)

EXPIRED = Profile(begin=NOW - timedelta(days=400), end=NOW - timedelta(days=2))
NOT_YET_VALID = Profile(begin=NOW + timedelta(days=2))
WRONG_KEY_USAGE = Profile(usages=frozenset({"key_agreement"}))
WEB_SERVER = Profile(purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))


def make_identity(profile: Profile, issuer: Identity | None = None) -> Identity:
    """Issue a certificate; without ``issuer`` it signs itself."""
    key = profile.key or ec.generate_private_key(ec.SECP256R1())
    subject = _name(profile.name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(profile.begin)
        .not_valid_after(profile.end)
        .add_extension(x509.BasicConstraints(ca=profile.authority, path_length=None), critical=True)
    )
    if profile.usages is not None:
        builder = builder.add_extension(_key_usage(profile.usages), critical=True)
    if profile.purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(profile.purposes), critical=False)
    signing_key = issuer.key if issuer else key
    algorithm = None if isinstance(signing_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    certificate = builder.sign(signing_key, algorithm)
    return Identity(certificate, key, (issuer.certificate, *issuer.chain) if issuer else ())


def signed_with_sha1(identity: Identity, issuer: Identity) -> Identity:
    """The same certificate, its signature replaced by one over SHA-1 (which ``cryptography`` no longer makes)."""
    assert isinstance(issuer.key, EcKey)
    certificate = asn1_x509.Certificate.load(identity.der)
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha1_ecdsa"})
    certificate["tbs_certificate"]["signature"] = algorithm
    certificate["signature_algorithm"] = algorithm
    body = certificate["tbs_certificate"].dump(force=True)
    certificate["signature_value"] = issuer.key.sign(body, ec.ECDSA(hashes.SHA1()))  # noqa: S303 -- the flaw under test
    return replace(identity, certificate=x509.load_der_x509_certificate(certificate.dump(force=True)))


def sign_with_pyhanko(
    pdf: bytes,
    identity: Identity,
    *,
    time_stamper: TimeStamper | None = None,
    anew: bool = False,
    **overrides: Any,
) -> bytes:
    """Sign as our signer does, but through bare pyHanko, now, and without its checks.

    ``anew`` writes the whole file again instead of appending to it, so that pyHanko ignores what it certifies already.
    """
    settings: dict[str, Any] = {
        "field_name": "Signature",
        "md_algorithm": "sha512" if isinstance(identity.key, ed25519.Ed25519PrivateKey) else "sha256",
        "subfilter": SigSeedSubFilter.PADES,
        "certify": True,
        "docmdp_permissions": MDPPerm.NO_CHANGES,
    }
    key = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        _asn1(identity.certificate),
        asn1_keys.PrivateKeyInfo.load(key),
        _store(identity.chain),
    )
    source = BytesIO(pdf)
    writer = copy_into_new_writer(PdfFileReader(source)) if anew else IncrementalPdfFileWriter(source)
    output = BytesIO()
    sign_pdf(
        writer,
        PdfSignatureMetadata(**(settings | overrides)),
        signer,
        timestamper=time_stamper,
        output=output,
    )
    return output.getvalue()


CLOCK = Profile(name="Clock", purposes=(ExtendedKeyUsageOID.TIME_STAMPING,))


def time_stamper(authority: Identity, profile: Profile = CLOCK) -> TimeStamper:
    """A time stamping service of its own, below ``authority``."""
    # The only kind of key that pyHanko's stamper takes.
    key = _clock_key()
    service = _asn1(make_identity(replace(profile, key=key), authority).certificate)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(service, asn1_keys.PrivateKeyInfo.load(private))


@cache
def _clock_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def pem_bundle(*identities: Identity) -> bytes:
    return b"".join(one.certificate.public_bytes(Encoding.PEM) for one in identities)


def _store(certificates: Sequence[x509.Certificate]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # untyped in pyHanko
    store.register_multiple([_asn1(one) for one in certificates])
    return store


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _name(person: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, CLINIC),
            x509.NameAttribute(NameOID.COMMON_NAME, person),
        ]
    )


def _key_usage(usages: Sequence[str] | frozenset[str]) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in usages for name in names})
